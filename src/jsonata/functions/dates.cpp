#include "jsonata/functions/library.hpp"
namespace spotdrill::jsonata {
std::span<const Builtin> date_functions() {
  return {};
}
std::span<const Builtin> picture_functions() {
  return {};
}
}  // namespace spotdrill::jsonata
