/** Hosts on private addresses that the programs of a project folder may call, comma separated. */
export function privateHosts(environment: Readonly<Record<string, string | undefined>>): string;
