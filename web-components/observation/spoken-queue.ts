/** Where recordings wait on this device until the server has them. */
export const SPOKEN_QUEUE = 'spoken-notes';
