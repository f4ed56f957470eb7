// The flat list of fields as tabs → sections → columns → fields, each with the place in the list where it begins and ends.
export function tree(fields) {
	const tabs = [];
	const open = {
		tab(df, at) { tabs.push({ df, at, sections: [] }); this.section(null, at); },
		section(df, at) { tabs[tabs.length - 1].sections.push({ df, at, columns: [] }); this.column(null, df ? at : at); },
		column(df, at) { last(last(tabs).sections).columns.push({ df, at, fields: [], end: df ? at + 1 : at }); },
	};
	const last = (list) => list[list.length - 1];
	open.tab(null, 0);
	fields.forEach((df, at) => {
		if (df.fieldtype === "Tab Break") open.tab(df, at);
		else if (df.fieldtype === "Section Break") open.section(df, at);
		else if (df.fieldtype === "Column Break") open.column(df, at);
		else last(last(last(tabs).sections).columns).fields.push({ df, at });
		const column = last(last(last(tabs).sections).columns);
		column.end = at + 1;
	});
	for (const tab of tabs) tab.sections = tab.sections.filter((s) => s.df || s.columns.length > 1 || s.columns[0].fields.length || tab.sections.length === 1);
	const kept = tabs.filter((tab) => tab.df || tab.sections.some((s) => s.df || s.columns.some((c) => c.df || c.fields.length)));
	return kept.length ? kept : tabs.slice(0, 1);
}
