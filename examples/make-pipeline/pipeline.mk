# A pipeline of twelve parts: generate (at once), clean, sort, merge. What makes it safe to interrupt:
#   - Each output is written beside its name and renamed when it is whole. That holds without a signal
#     too: when the machine is gone, make itself deletes nothing.
#   - .PRECIOUS: a signal between the renaming and the recipe's end does not take the whole output away
#     again, which has been counted by then.
.PRECIOUS: part-%.raw part-%.clean part-%.sorted merged
SHELL := /bin/bash -euo pipefail
SECONDS_EACH ?= 16
PARTS := $(shell seq -w 12)
LINES := 4000

say = echo "made $$(ls | grep -cE '^(part-.*\.(clean|sorted)|merged)$$') of 25"

all: merged
	@$(say)
	@test "$$(wc -l <merged)" -eq $$(($(LINES) * 12)) || { echo 'a part is not whole'; exit 1; }
	@echo "the result's sum is $$(sha256sum merged | cut -c1-16)"

# How far an earlier instance came.
$(shell $(say) >&2)

part-%.raw:
	@seq $(LINES) | awk -v part=$* '{ print ($$1 * 7919 + part) % 10007, "junk" }' >$@.new
	@mv $@.new $@

# Half of the output is there early, as a real tool's would be.
part-%.clean: part-%.raw
	@head -n $$(($(LINES) / 2)) $< | cut -d' ' -f1 >$@.new
	@sleep $(SECONDS_EACH)
	@tail -n +$$(($(LINES) / 2 + 1)) $< | cut -d' ' -f1 >>$@.new
	@mv $@.new $@
	@$(say)

part-%.sorted: part-%.clean
	@sleep $(SECONDS_EACH)
	@sort -n $< >$@.new
	@mv $@.new $@
	@$(say)

merged: $(PARTS:%=part-%.sorted)
	@sort -n -m $^ >$@.new
	@mv $@.new $@

.SECONDARY:
