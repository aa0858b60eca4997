// A single-page application as the guide of @logto/react describes it. Where it signs in stands in /config.json beside it.
import { LogtoProvider } from '@logto/react';
import { createRoot } from 'react-dom/client';
import { Callback } from './Callback.jsx';
import { Home } from './Home.jsx';

const config = await (await fetch('/config.json')).json();

createRoot(document.getElementById('root')).render(
  <LogtoProvider config={config}>{location.pathname === '/callback' ? <Callback /> : <Home />}</LogtoProvider>,
);
