// The print page: print, and change the format.
document.addEventListener("click", ({ target }) => { if (target.closest("[data-print]")) window.print(); });
document.addEventListener("change", ({ target }) => { if (target.matches("[data-submit]")) target.form.submit(); });
