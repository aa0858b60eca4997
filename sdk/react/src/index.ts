// Everything of @logto/react under the same names; only useLogto() knows more.
export * from '@logto/react';
export { AccountError } from './AccountError.js';
export type { Account, Address, CustomData, Identification, PasswordUpdate, ProfileUpdate, StandardClaims } from './account.js';
export { useLogto } from './useLogto.js';
export type { Gatehouse } from './useLogto.js';
