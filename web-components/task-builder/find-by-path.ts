/**
 * The field whose `data-path` is this path of a plan, or that of the nearest part around it; also
 * inside the shadow roots below.
 */
export function findByPath(root: ParentNode, path: string): HTMLElement | undefined {
  for (let part = path; part !== ''; part = part.slice(0, Math.max(0, part.lastIndexOf('.')))) {
    const found = find(root, part);
    if (found) return found;
  }
  return undefined;
}

function find(root: ParentNode, path: string): HTMLElement | undefined {
  const own = root.querySelector<HTMLElement>(`[data-path="${CSS.escape(path)}"]`);
  if (own) return own;
  for (const element of root.querySelectorAll('*')) {
    const inside = element.shadowRoot && find(element.shadowRoot, path);
    if (inside) return inside;
  }
  return undefined;
}
