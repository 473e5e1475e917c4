"""Alembic's entry: runs migrations on the connection and in the transaction that factdb.store.migrate hands over."""

from alembic import context

from factdb.store.model import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
