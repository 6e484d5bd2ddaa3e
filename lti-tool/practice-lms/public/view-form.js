// Remembers how activities open, and sets the width of an open frame at once.
const form = document.querySelector('#view-form');
const status = document.querySelector('#view-status');
const frame = document.querySelector('#tool-frame');

async function remember() {
  status.textContent = '';
  const fields = new FormData(form);
  if (frame) frame.className = `tool-frame width-${fields.get('width')}`;
  try {
    const response = await fetch(form.action, {
      method: 'POST',
      body: new URLSearchParams(fields),
    });
    status.textContent = response.ok ? 'Remembered.' : 'Not remembered.';
  } catch {
    status.textContent = 'The practice LMS did not answer.';
  }
}

form?.addEventListener('change', () => void remember());
form?.addEventListener('submit', (event) => {
  event.preventDefault();
  void remember();
});
