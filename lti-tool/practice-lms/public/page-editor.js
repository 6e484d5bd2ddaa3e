// What was written so far is kept before a tool inserts something, and the page shown anew after.
import { onChosen } from './chooser.js';

const form = document.querySelector('#page-form');

function keep() {
  const fields = new URLSearchParams(new FormData(form));
  fields.set('keeps', '1');
  return fetch(form.action, { method: 'POST', body: fields });
}

document.addEventListener('click', (event) => {
  if (event.target.closest('[data-choose]')) void keep();
});

onChosen(() => {
  void keep().then(() => window.location.reload());
});
