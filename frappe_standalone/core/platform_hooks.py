"""The hooks of the platform itself, as an app named `frappe` would have them. Literals only."""

app_name = "frappe"
app_title = "Frappe"
app_publisher = "Township Gov contributors"
app_description = "One-process platform with the public API of Frappe v15"
app_license = "MIT"
