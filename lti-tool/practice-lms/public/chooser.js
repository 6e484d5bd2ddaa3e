// Opens the choice of content from a tool in a dialog over the page.
const chooser = document.querySelector('#chooser');

function openChooser(link) {
  chooser.querySelector('iframe')?.remove();
  chooser.querySelector('h2').textContent = link.textContent.replace('…', '');
  const frame = document.createElement('iframe');
  frame.title = `Choose content from ${link.dataset.tool}`;
  frame.name = 'chooser';
  frame.allow = 'autoplay; fullscreen; microphone; camera; encrypted-media';
  frame.src = link.dataset.choose;
  chooser.append(frame);
  chooser.showModal();
}

document.addEventListener('click', (event) => {
  const link = event.target.closest('[data-choose]');
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  openChooser(link);
});

document.querySelector('#chooser-close')?.addEventListener('click', () => chooser.close());
chooser?.addEventListener('close', () => chooser.querySelector('iframe')?.remove());

/**
 * Says when something was chosen, once the dialog is closed.
 * @param {(message: string) => void} tell
 */
export function onChosen(tell) {
  window.addEventListener('message', (event) => {
    if (event.origin !== window.location.origin) return;
    if (event.data?.subject !== 'practice-lms.chosen') return;
    chooser.close();
    tell(event.data.message);
  });
}
