// Before the first paint: the theme that was chosen, so that nothing flashes. Not a module, since modules run later.
(function () {
	var chosen = null;
	try {
		chosen = localStorage.getItem('serai.theme');
	}
	catch (ignored) {
		// No storage, no choice: the system's theme holds.
	}
	var dark = chosen ? chosen === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
	document.documentElement.dataset.theme = dark ? 'dark' : 'light';
})();
