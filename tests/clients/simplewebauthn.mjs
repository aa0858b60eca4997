// What @simplewebauthn/server makes of the same answers of authenticators: for each the reason why it is refused, or null.
import { verifyAuthenticationResponse, verifyRegistrationResponse } from '@simplewebauthn/server';

export async function verdicts({ cases, challenge, origin, rpId }) {
  const expected = { expectedChallenge: challenge, expectedOrigin: origin, expectedRPID: rpId, requireUserVerification: true };
  const judge = async ({ response, credential }) => {
    try {
      const { verified } = credential
        ? await verifyAuthenticationResponse({ ...expected, response, credential: { ...credential, publicKey: Buffer.from(credential.publicKey, 'base64url') } })
        : await verifyRegistrationResponse({ ...expected, response, supportedAlgorithmIDs: [-7, -257] });
      return verified ? null : 'not verified';
    } catch (thrown) {
      return String(thrown.message);
    }
  };
  return { verdicts: await Promise.all(cases.map(judge)) };
}
