import { controlStyles } from './control.styles.ts';
import { fieldStyles } from './field.styles.ts';
import { resetStyles } from './reset.styles.ts';
import { stateStyles } from './state.styles.ts';

/** What every shadow root begins with; set as one by `LookforElement`. */
export const baseStyles = [resetStyles, controlStyles, fieldStyles, stateStyles];
