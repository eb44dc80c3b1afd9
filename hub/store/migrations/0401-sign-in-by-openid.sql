-- Signing in at a provider of OpenID Connect: what is under way, for a few minutes, and who is who there.
create table oidc_attempts (
  id uuid primary key,
  state_hash text not null unique,
  secret_hash text not null,
  -- Sealed.
  verifier text not null,
  nonce text not null,
  -- Of the page at which the browser ended; null while it is at the provider.
  code_hash text,
  agent_id uuid,
  tries integer not null,
  expires_at_ms bigint not null
);

create table account_identities (
  issuer text not null,
  subject text not null,
  agent_id uuid not null,
  created_at_ms bigint not null,
  primary key (issuer, subject)
);
