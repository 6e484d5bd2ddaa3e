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

const blockCorner: SceneryPainter = (seconds) => {
  const drift = Math.sin(seconds / 12) * 8;
  const beam = (x: number, wide: number, slant: number) =>
    `M${(x + drift).toFixed(1)}-80h${wide}L${(x + wide - slant + drift).toFixed(1)} 490h-${wide}z`;
  return (
    '<path fill="#eee5d4" d="M-80-80h1440v570H-80z"/><path fill="#d2b78e" d="M-80 486h1440v334H-80z"/>' +
    '<path fill="#c4a87e" d="M-80 486h1440v6H-80z"/>' +
    `<path fill="#fff" opacity=".36" d="${beam(800, 280, 200)}"/><path fill="#fff" opacity=".16" d="${beam(610, 120, 180)}"/>` +
    // Drawings on the wall
    '<path fill="#e3d6bf" d="M372 92h136v104H372zM528 124h84v72h-84z"/>' +
    '<path d="M394 172l36-52 28 34 16-20 20 38" fill="none" stroke="#b9a587" stroke-width="6" stroke-linejoin="round"/><circle cx="570" cy="160" r="20" fill="#d8b06c"/>' +
    '<path fill="#e3d6bf" d="M1078 110h110v86h-110z"/><path d="M1096 176q20-50 37-20t37-26" fill="none" stroke="#8fae8a" stroke-width="6" stroke-linecap="round"/>' +
    // Shelf
    '<path fill="#b98f5f" d="M-20 258h226v236H-20z"/><path fill="#a57d50" d="M-20 364h226v12H-20zM196 258h12v236h-12z"/>' +
    '<path fill="#3f8580" d="M32 312h52v52H32z"/><path fill="#e0a93b" d="M92 322h62v42H92z"/><path fill="#c85f43" d="M40 432h88v50H40z"/><path fill="#e9d7b3" d="M138 416h38v66h-38z"/>' +
    '<path fill="#8fae8a" d="M58 258v-50q-28-8-32-36 32 0 36 24 4-36 36-44 0 36-32 52v54z"/>' +
    // Rug
    '<ellipse cx="700" cy="612" rx="560" ry="92" fill="#8fb3ab"/><ellipse cx="700" cy="608" rx="466" ry="68" fill="#a0c0b8"/>'
  );
};

const garden: SceneryPainter = (seconds) => {
  const sway = Math.sin(seconds * 0.8) * 3;
  const cloud = (seconds * 2.2).toFixed(1);
  return (
    '<path fill="#d8e3e8" d="M-80-80h1440v900H-80z"/>' +
    `<g transform="translate(${cloud} 0)" fill="#eaf0f1"><ellipse cx="420" cy="92" rx="104" ry="26"/><ellipse cx="478" cy="72" rx="60" ry="28"/><ellipse cx="120" cy="160" rx="80" ry="18"/></g>` +
    '<path fill="#bccba0" d="M-80 392q380-120 760-44t680-32v500H-80z"/><path fill="#a9bc8c" d="M-80 520q540-70 1440 8v300H-80z"/>' +
    '<path fill="#8a6f4e" d="M1112 190h32v244h-32z"/>' +
    `<g transform="translate(${sway.toFixed(1)} 0)"><circle cx="1132" cy="150" r="128" fill="#7f9e70"/><circle cx="1032" cy="214" r="74" fill="#8fad7e"/><circle cx="1196" cy="226" r="62" fill="#89a878"/></g>` +
    // A hedge with a low gate, and grass
    '<path fill="#93a97b" d="M-80 372q40-30 86-8 40-34 90-6 44-26 84 8 30-8 44 26v34H-80z"/>' +
    '<path d="M404 560l-8-26m14 26l2-30m8 30l10-22M706 690l-8-22m14 22l2-26m8 26l10-20M84 676l-8-22m14 22l2-26m8 26l10-20M1250 560l-8-22m14 22l2-26" stroke="#93a874" stroke-width="5" stroke-linecap="round"/>'
  );
};

/** A painter for each scenery that a story may name. */
export const sceneries: Record<string, SceneryPainter> = { classroom, blockCorner, garden };
