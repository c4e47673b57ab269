import manifest from '../package.json' with { type: 'json' }

export const stromaVersion: string = manifest.version
