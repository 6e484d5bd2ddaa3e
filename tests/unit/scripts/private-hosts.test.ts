import { expect, test } from 'vitest';
import { privateHosts } from '../../../lti-tool/scripts/private-hosts.mjs';

test.each([
  ['npm start, and the commands beside it', {}, 'lms.localhost:3001'],
  ['on another port', { LMS_PORT: '4002' }, 'lms.localhost:4002'],
  ['without a demo', { DEMO: '0' }, ''],
  ['in production', { NODE_ENV: 'production' }, ''],
  ['when they are named', { PRIVATE_HOSTS: 'moodle.intern:8080' }, 'moodle.intern:8080'],
  ['when none is wanted', { PRIVATE_HOSTS: '' }, ''],
])('private hosts: %s', (_, environment, hosts) => {
  expect(privateHosts(environment)).toBe(hosts);
});
