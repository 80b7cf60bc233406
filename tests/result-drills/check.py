"""Looks at the result: the sum of twenty numbers from 0 to 1."""
import json
import sys

with open('result.json') as file:
    total = json.load(file)['sum']
if not 0 < total < 20:
    sys.exit(f'the sum is {total}')
