"""The record as flat tables, one a type: rows (`rows`), CSV (`sheets`), Arrow and Parquet (`arrow`)."""
