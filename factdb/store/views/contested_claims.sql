SELECT * FROM claim_status WHERE is_contested
