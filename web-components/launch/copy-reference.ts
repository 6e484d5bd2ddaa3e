/** Shows the button that copies the reference for the help desk, where the browser allows it. */
export function offerCopy(copied: string): void {
  const button = document.getElementById('copy');
  const reference = document.getElementById('reference')?.textContent;
  if (!button || !reference) return;
  button.hidden = false;
  button.addEventListener('click', () => {
    copy(reference).then(
      () => (button.textContent = copied),
      () => {
        // A frame may be refused the clipboard: then the reference is selected for the keyboard.
        getSelection()?.selectAllChildren(document.getElementById('reference') ?? button);
      },
    );
  });
}

async function copy(text: string): Promise<void> {
  await navigator.clipboard.writeText(text);
}
