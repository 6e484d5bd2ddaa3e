/** Style sheets that the build gathers; importing one has no value. */
declare module '*.css';
