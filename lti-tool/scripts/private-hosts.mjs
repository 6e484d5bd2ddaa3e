/**
 * Hosts on private addresses that the programs of a project folder may call: those that were named,
 * else the practice LMS of the demo, which `npm start` runs beside the server. The commands must
 * know it too: `doctor` would report the practice LMS as one that cannot be reached.
 */
export function privateHosts({ PRIVATE_HOSTS, NODE_ENV, DEMO = '1', LMS_PORT = '3001' }) {
  if (PRIVATE_HOSTS !== undefined) return PRIVATE_HOSTS;
  return NODE_ENV !== 'production' && DEMO === '1' ? `lms.localhost:${LMS_PORT}` : '';
}
