app_name = "tiny_app"
app_title = "Tiny"
app_publisher = "Township Gov contributors"
app_description = "A tiny app for tests"
app_license = "MIT"

before_install = "tiny_app.trace.before_install"
after_install = "tiny_app.trace.after_install"
after_sync = "tiny_app.trace.after_sync"
before_migrate = "tiny_app.trace.before_migrate"
after_migrate = "tiny_app.trace.after_migrate"

doc_events = {
	"Tiny Order": {"validate": "tiny_app.trace.note_validate", "on_submit": "tiny_app.trace.note_submit"},
	"*": {"on_update": "tiny_app.trace.note_any_update"},
}
scheduler_events = {"daily": ["tiny_app.trace.daily"], "cron": {"15 3 * * *": ["tiny_app.trace.nightly"]}}
