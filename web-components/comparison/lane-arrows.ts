/**
 * The mark to which an arrow key leads: along its lane, or to the nearest one of the lane above or
 * below. Undefined when there is none; null when `from` stands in no lane, or the key is no arrow.
 */
export function markByArrow(
  key: string,
  from: HTMLElement,
  allLanes: Iterable<Element>,
): HTMLElement | undefined | null {
  if (!key.startsWith('Arrow')) return null;
  const lanes = [...allLanes]
    .map((lane) => [...lane.querySelectorAll<HTMLElement>('button')])
    .filter((buttons) => buttons.length > 0);
  const row = lanes.findIndex((buttons) => buttons.includes(from));
  const lane = lanes[row];
  if (!lane) return null;
  const column = lane.indexOf(from);
  switch (key) {
    case 'ArrowLeft':
      return lane[column - 1];
    case 'ArrowRight':
      return lane[column + 1];
    default:
      return nearestTo(from, lanes[row + (key === 'ArrowUp' ? -1 : 1)] ?? []);
  }
}

function nearestTo(from: HTMLElement, others: readonly HTMLElement[]): HTMLElement | undefined {
  const x = from.getBoundingClientRect().left;
  const distance = (one: HTMLElement) => Math.abs(one.getBoundingClientRect().left - x);
  return others.toSorted((a, b) => distance(a) - distance(b))[0];
}
