export const signIn = {
  "sign-in.title": "sign-in",
} as const;
