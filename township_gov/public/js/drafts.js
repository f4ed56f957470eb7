// What a person has typed and not sent yet. Kept for this tab alone: a window's computer has many users.
export const drafts = {
	key: (user, task) => `approval-draft|${user}|${task}`,
	read(user, task) { try { return JSON.parse(sessionStorage.getItem(this.key(user, task)) || "{}"); } catch (_error) { return {}; } },
	write(user, task, value) { try { sessionStorage.setItem(this.key(user, task), JSON.stringify(value)); } catch (_error) { /* a browser that keeps nothing: the text still stands in the box */ } },
	drop(user, task) { try { sessionStorage.removeItem(this.key(user, task)); } catch (_error) { /* nothing was kept */ } },
};
