import { defineConfig } from 'vite';

export default defineConfig({ build: { emptyOutDir: true, minify: false, reportCompressedSize: false } });
