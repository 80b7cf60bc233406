// Where the parent operator `%` finds its value: the step whose context it is carries it on under a
// label, as a binding of the tuples that flow through the path.
#pragma once

#include "jsonata/node.hpp"

namespace spotdrill::jsonata {

/// What `value` still seeks is sought by what contains it.
void pass_on_seeking(Node& container, const Node& value);

/// Looks for the parent of `slot` in `node`. Errors: S0217.
Result<void, Error> seek_parent(Node& node, ParentSlot& slot);

/// Looks in the path for the parents that its last step seeks. Errors: S0217.
Result<void, Error> resolve_ancestry(Node& path);

/// The parent of `node` cannot be found.
Error no_parent(const Node& node);

}  // namespace spotdrill::jsonata
