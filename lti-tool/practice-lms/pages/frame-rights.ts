/**
 * What a tool may do in its frame. The frame begins at an address of the LMS and goes on to the tool
 * from there: a right without `*` would stay with the LMS's own origin (HTML Living Standard,
 * "allow" of iframes; Permissions Policy 5.2), and the tool would have no microphone.
 */
export const FRAME_RIGHTS = ['autoplay', 'fullscreen', 'microphone', 'camera', 'encrypted-media']
  .map((right) => `${right} *`)
  .join('; ');
