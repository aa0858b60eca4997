import { defineConfig } from 'vite';

export default defineConfig({
  // The package is a link to the folder above: one React for both.
  resolve: { dedupe: ['react', 'react-dom', '@logto/react'] },
  build: { emptyOutDir: true, reportCompressedSize: false },
});
