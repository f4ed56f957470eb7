// Pages that the server offers about a document (`__onload.links`): lines in the menu of Frappe's form. The standalone
// desk draws them by itself.
export function addFormLinks(frm) {
	const links = (frm.doc.__onload && frm.doc.__onload.links) || [];
	for (const { label, url } of links) {
		frm.page.add_menu_item(label, () => window.open(url, "_self"), true);
	}
}
