import { AccountError } from './AccountError.js';

/** The claims of OpenID Connect Core 5.1 that users may change themselves. */
export interface StandardClaims {
  familyName?: string;
  givenName?: string;
  middleName?: string;
  nickname?: string;
  preferredUsername?: string;
  profile?: string;
  website?: string;
  gender?: string;
  birthdate?: string;
  zoneinfo?: string;
  locale?: string;
  address?: Address;
}

export interface Address {
  formatted?: string;
  streetAddress?: string;
  locality?: string;
  region?: string;
  postalCode?: string;
  country?: string;
}

export type CustomData = Record<string, unknown>;

/** What is left out stays as it is; `null` takes a value away. */
export interface ProfileUpdate {
  name?: string | null;
  /** The URL of a picture. */
  avatar?: string | null;
  /** Changing it asks for an {@link Identification}. */
  username?: string | null;
  /** Merged member by member; `address` is replaced as a whole. */
  profile?: StandardClaims;
}

/** That it is really the user who asks: the current password, or a verification record that was made in another way (by a code). */
export type Identification = { currentPassword: string } | { verificationId: string };

export interface PasswordUpdate {
  newPassword: string;
  /** Required of every user who has a password, a primary email or a primary phone. */
  currentPassword?: string;
  /** In place of the current password: the id of a verification record. */
  verificationId?: string;
}

/** The account as the server shows it to its user. Which members there are depends on the scopes of the application and the settings of the account center. */
export interface Account {
  id: string;
  name?: string | null;
  avatar?: string | null;
  username?: string | null;
  primaryEmail?: string | null;
  primaryPhone?: string | null;
  profile?: StandardClaims;
  customData?: CustomData;
  hasPassword?: boolean;
  [member: string]: unknown;
}

/** Where the account API is and who asks. */
export interface Access {
  endpoint: string;
  token: string;
}

const verificationHeader = 'logto-verification-id';

export async function updateProfile(access: Access, update: ProfileUpdate, identification?: Identification): Promise<Account> {
  const { profile, ...basics } = update;
  const verificationId = identification && (await verify(access, identification));
  // Two requests of the API: the second does not undo the first when it is refused.
  if (profile) await call(access, 'PATCH', '/api/my-account/profile', profile);
  if (profile && Object.keys(basics).length === 0) return (await call(access, 'GET', '/api/my-account')) as Account;
  return (await call(access, 'PATCH', '/api/my-account', basics, verificationId)) as Account;
}

export async function updateCustomData(access: Access, customData: CustomData): Promise<CustomData> {
  const account = (await call(access, 'PATCH', '/api/my-account', { customData })) as Account;
  return account.customData ?? customData;
}

export async function updatePassword(access: Access, { newPassword, currentPassword, verificationId }: PasswordUpdate): Promise<void> {
  const proof = verificationId ?? (currentPassword === undefined ? undefined : await verify(access, { currentPassword }));
  await call(access, 'POST', '/api/my-account/password', { password: newPassword }, proof);
}

async function verify(access: Access, identification: Identification): Promise<string> {
  if ('verificationId' in identification) return identification.verificationId;
  const record = (await call(access, 'POST', '/api/verifications/password', { password: identification.currentPassword })) as { verificationRecordId: string };
  return record.verificationRecordId;
}

async function call({ endpoint, token }: Access, method: string, path: string, body?: unknown, verificationId?: string): Promise<unknown> {
  const headers: Record<string, string> = { authorization: `Bearer ${token}` };
  if (body !== undefined) headers['content-type'] = 'application/json';
  if (verificationId !== undefined) headers[verificationHeader] = verificationId;
  const response = await fetch(endpoint + path, body === undefined ? { method, headers } : { method, headers, body: JSON.stringify(body) });
  const text = await response.text();
  const answer = parse(text);
  if (response.ok) return answer;
  const { code, message, data } = (answer ?? {}) as { code?: string; message?: string; data?: unknown };
  throw new AccountError(response.status, code ?? `http_error_${response.status}`, message ?? `The account API answered ${response.status}`, data);
}

function parse(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
