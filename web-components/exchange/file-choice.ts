import { msg } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import { icon } from '#elements/kit/icons';

/** A button that chooses a file with moments, and beside it the name of the one that was chosen. */
export function fileChoice({
  label,
  fileName,
  isDisabled,
  onChange,
}: {
  /** What the file is, for people who do not see what stands around it. */
  label: string;
  fileName: string;
  isDisabled: boolean;
  onChange: (event: Event) => unknown;
}): TemplateResult {
  return html`<div class="row">
    <label class="button choose"
      >${icon('upload')} ${msg('Choose a file')}
      <input
        class="unseen"
        type="file"
        aria-label=${label}
        accept=".json,.jsonld,.eaf,.csv,.xlsx,.vtt,.zip"
        ?disabled=${isDisabled}
        @change=${onChange}
    /></label>
    <span class="file">${fileName}</span>
  </div>`;
}
