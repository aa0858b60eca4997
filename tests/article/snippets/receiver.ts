import express from 'express';
import crypto from 'crypto';
 
const router = express.Router();
 
router.post('/webhooks/logto', express.raw({ type: 'application/json' }), (req, res) => {
  const signature = req.headers['logto-signature-sha-256'] as string;
  const secret = process.env.LOGTO_WEBHOOK_SECRET!;
  const expected = crypto
    .createHmac('sha256', secret)
    .update(req.body)
    .digest('hex');
 
  if (signature !== expected) {
    return res.status(401).json({ error: 'Invalid signature' });
  }
 
  const event = JSON.parse(req.body.toString());
 
  switch (event.event) {
    case 'User.Created':
      console.log('신규 사용자:', event.data.primaryEmail);
      break;
    case 'PostSignIn':
      console.log('로그인:', event.data.userId, event.sessionId);
      break;
  }
 
  res.status(200).json({ received: true });
});
