// The page is usable before it is there. Where it does not come, a dialog opens in the middle.
const coming = import('./in-sight.ts').catch(() => undefined);
const LONGEST_WAIT_MS = 3_000;

/** A `<dialog>`, or Web Awesome's, which shows itself when it is told that it is open. */
export type Openable = HTMLElement & { open: boolean };

/**
 * Opens a dialog over the page, in the part of the frame that is in sight, and keeps it there. Every
 * dialog opens through this: an LMS makes our frame taller than the window, so that its middle may
 * be out of sight, and the focus in the dialog would make the page of the LMS jump there. What is
 * in sight only the browser knows, and it says it a moment later.
 * @param isWanted asked before it opens: meanwhile it may have been put away
 */
export async function openDialog(
  dialog: Openable | null | undefined,
  isWanted: () => boolean = () => true,
): Promise<void> {
  const late = new Promise<void>((resolve) => setTimeout(resolve, LONGEST_WAIT_MS));
  const inSight = await Promise.race([coming, late]);
  if (inSight) await inSight.lookAround();
  if (!dialog?.isConnected || dialog.open || !isWanted()) return;
  if (dialog instanceof HTMLDialogElement) dialog.showModal();
  else dialog.open = true;
  if (inSight) void inSight.keepInSight(dialog);
}
