import './operator-page.css';

/** The operator's page works without a script; with one, an address can be copied by a button. */
for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-copy]')) {
  const source = document.getElementById(button.dataset['copy'] ?? '');
  if (!source) continue;
  button.hidden = false;
  button.addEventListener('click', () => {
    navigator.clipboard.writeText(source.textContent.trim()).then(
      () => (button.textContent = button.dataset['copied'] ?? ''),
      // Refused the clipboard: then the address is selected for the keyboard.
      () => getSelection()?.selectAllChildren(source),
    );
  });
}
