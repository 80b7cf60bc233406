// Document paths: finding what they name, showing them, and telling whether two meet.
#pragma once

#include <string>

#include "services/dynamodb/expressions/tree.hpp"

namespace spotdrill::dynamodb::expressions {

/// What `path` names in `item`, or null.
const Value* find(const Attributes& item, const Path& path);

/// "[a, [0], b]", as AWS's messages show a path.
std::string display(const Path& path);

/// How two paths of one expression are to each other. Overlap: one begins the other. Conflict: the
/// same thing would have to be a list and a map.
enum class Meeting : std::uint8_t { None, Overlap, Conflict };
Meeting meeting_of(const Path& a, const Path& b);

/// Of `item` only what `paths` name. Elements of lists move up to the beginning.
Attributes project(const Attributes& item, const Projection& paths);

}  // namespace spotdrill::dynamodb::expressions
