// What Frappe's own lists, home pages and charts would show as it is stored: titles that the app ships in English, values of
// choices, months. The standalone's desk tells them in the reader's language by itself.

const TITLES = { "Approval Flow Version": "title", "Approval Notification": "event", "Audit Entry": "kind", "Refusal Record": "action", "Rule Setting": "title" };
// Columns beside the title; a list puts what these give into the page as it is
const COLUMNS = { "Approval Log": ["action", "from_node", "to_node"], "Approval Instance": ["node_label"], "Approval Task": ["node_label"], "Audit Entry": ["about_doctype"] };
const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

const said = (value, doctype) => (value ? window.__(value, null, doctype) : value);

export function tellFrappesWords() {
	tellLists();
	// Frappe tells links to such doctypes in the reader's language, on lists and forms
	const told = window.frappe.boot.translated_doctypes = window.frappe.boot.translated_doctypes || [];
	if (!told.includes("Approval Flow")) told.push("Approval Flow");
	const { quick_list: quickList, chart } = (window.frappe.widget && window.frappe.widget.widget_factory) || {};
	if (quickList) tellQuickLists(quickList.prototype);
	if (chart) tellCharts(chart.prototype);
}

function tellLists() {
	const settings = window.frappe.listview_settings;
	const format = (doctype, fieldname, how) => {
		settings[doctype] = settings[doctype] || {};
		settings[doctype].formatters = { ...settings[doctype].formatters, [fieldname]: how };
	};
	for (const [doctype, fieldname] of Object.entries(TITLES)) format(doctype, fieldname, (value) => said(value, doctype));
	for (const [doctype, columns] of Object.entries(COLUMNS)) {
		for (const fieldname of columns) format(doctype, fieldname, (value) => window.frappe.utils.escape_html(said(value, doctype) || ""));
	}
}

function tellQuickLists(widget) {
	const item = widget.setup_quick_list_item;
	widget.setup_quick_list_item = function (doc) {
		const field = this.title_field_name;
		return item.call(this, TITLES[this.document_type] === field ? { ...doc, [field]: said(doc[field], this.document_type) } : doc);
	};
}

function tellCharts(widget) {
	const options = widget.get_chart_args;
	widget.get_chart_args = function () {
		const { labels } = this.data || {};
		if (labels) this.data = { ...this.data, labels: labels.map((label) => labelOf(label, this.chart_doc)) };
		return options.call(this);
	};
}

export function labelOf(label, { timeseries, document_type: doctype }) {
	if (!timeseries) return said(label, doctype);
	const [month, year] = String(label).split(" ");
	const zh = /^zh/.test(window.frappe.boot.lang || "") && MONTHS.includes(month);
	return zh ? `${year}-${String(MONTHS.indexOf(month) + 1).padStart(2, "0")}` : label;
}
