// Light or dark as this reader has chosen on the map; else as the system says. Read before the page is drawn.
try {
  const chosen = localStorage.getItem('theme')
  if (chosen === 'light' || chosen === 'dark') document.documentElement.dataset.theme = chosen
} catch (fault) {
  console.info('This browser keeps nothing, so the theme is the system’s.', fault)
}
