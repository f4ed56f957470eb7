// The year as months: a click on a day goes through what the day can be. The form's field `days` holds the exceptions.

const TURNS = { weekday: ["", "Holiday"], weekend: ["", "Make-up Workday", "Holiday"] };

export function mountMonths() {
	document.addEventListener("click", ({ target }) => {
		const day = target.closest("button[data-day]");
		if (day && !day.disabled) turn(day);
	});
	document.addEventListener("administration:shown", ({ target }) => gather(target.querySelector("[data-year]")));
	gather(document.querySelector("[data-year]"));
}

function turn(day) {
	const turns = TURNS[day.dataset.kind], texts = JSON.parse(day.closest("[data-year]").dataset.texts);
	const type = turns[(turns.indexOf(day.dataset.type) + 1) % turns.length];
	day.dataset.type = type;
	const word = type ? texts[type] : texts[day.dataset.kind];
	day.setAttribute("aria-label", `${day.dataset.day} ${word}`);
	day.title = day.getAttribute("aria-label");
	day.querySelector("small").textContent = type === "Holiday" ? texts.off : type ? texts.work : "";
	gather(day.closest("[data-year]"));
}

function gather(year) {
	if (!year) return;
	const days = [...year.querySelectorAll("button[data-day]")].filter((day) => day.dataset.type);
	const held = year.closest("form").elements.days;
	held.value = JSON.stringify(days.map((day) => [day.dataset.day, day.dataset.type, day.dataset.name || ""]));
	for (const place of year.querySelectorAll("[data-count]")) place.textContent = days.filter((day) => day.dataset.type === place.dataset.count).length;
}
