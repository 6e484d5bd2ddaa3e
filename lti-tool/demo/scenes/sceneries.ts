/** The places where the stories happen: a room by a window, a rug, a garden. */

/** Draws what stands still behind everybody; `seconds` lets light and leaves move a little. */
export type SceneryPainter = (seconds: number) => string;

const classroom: SceneryPainter = (seconds) => {
  const drift = Math.sin(seconds / 14) * 10;
  return (
    '<path fill="#e8decb" d="M-80-80h1440v900H-80z"/><path fill="#d2bf9f" d="M-80 412h1440v408H-80z"/>' +
    '<path fill="#f3ecdd" d="M-80 404h1440v9H-80z"/>' +
    `<path fill="#dfcead" d="M${(660 + drift).toFixed(1)} 720L${(850 + drift).toFixed(1)} 440H${(1150 + drift).toFixed(1)}L${(1040 + drift).toFixed(1)} 720z"/>` +
    // Window
    '<path fill="#d9cbb0" d="M820 52h344v248H820z"/><path fill="#f8f3e6" d="M832 64h320v218H832z"/>' +
    '<path fill="#dfe6d3" d="M832 236q70-44 150-20t170-22v88H832z"/>' +
    '<path d="M992 64v218M832 172h320" stroke="#d9cbb0" stroke-width="10"/><path fill="#cdbd9f" d="M806 292h372v14H806z"/>' +
    // Pictures that children have pinned up
    '<path fill="#f4ecdb" d="M446 86h118v90H446zM592 104h86v72h-86z"/>' +
    '<path d="M462 158l28-44 20 26 12-14 26 32" fill="none" stroke="#c58a6c" stroke-width="5" stroke-linejoin="round"/><circle cx="536" cy="108" r="8" fill="#e0b45a"/>' +
    '<circle cx="635" cy="140" r="20" fill="#94a9a4"/><path d="M622 160l-8 12m34-12l8 12" stroke="#94a9a4" stroke-width="5"/>' +
    // Low shelf
    '<path fill="#b5946a" d="M40 214h326v206H40z"/><path fill="#d3b78f" d="M54 228h298v82H54zM54 324h298v88H54z"/>' +
    '<path fill="#94a9a4" d="M76 262h32v48H76zM232 274h62v36h-62zM84 366h84v46H84z"/>' +
    '<path fill="#c58a6c" d="M122 250h26v60h-26zM306 262h28v48h-28zM196 340h28v72h-28z"/>' +
    '<path fill="#e0b45a" d="M236 372h46v40h-46z"/><circle cx="312" cy="390" r="22" fill="#a9b8a0"/>' +
    '<path fill="#b07f48" d="M172 282h44l-6 28h-32z"/>' +
    '<path fill="#8fae8a" d="M92 214v-44q-28-8-32-38 32 2 36 26 4-38 38-44-2 38-34 54v46z"/><path fill="#c58a6c" d="M74 186h44l-6 28H80z"/>' +
    // Rug
    '<ellipse cx="650" cy="652" rx="560" ry="64" fill="#b9c2ae"/><ellipse cx="650" cy="650" rx="500" ry="52" fill="#c3cbb8"/>'
  );
};

/** A painter for each scenery that a story may name. */
export const sceneries: Record<string, SceneryPainter> = { classroom };
