// Copies an example. The button is hidden until this runs, and where a browser does not let pages copy.
const SHOWN_MS = 2_000

if (navigator.clipboard)
  for (const button of document.querySelectorAll('button.copy')) {
    const said = button.textContent
    button.hidden = false
    button.addEventListener('click', async () => {
      const code = button.parentElement?.querySelector('code')
      await navigator.clipboard.writeText(`${code?.textContent ?? ''}\n`)
      button.textContent = button.dataset.copied
      setTimeout(() => {
        button.textContent = said
      }, SHOWN_MS)
    })
  }
