#include "jsonata/functions/library.hpp"

#include <unordered_map>

#include "jsonata/jsonata.hpp"

namespace spotdrill::jsonata {

namespace {

struct Entry {
  const Builtin* builtin;
  Signature signature;
};

std::unordered_map<std::string_view, Entry> make_library() {
  std::unordered_map<std::string_view, Entry> library;
  for (const auto functions :
       {array_functions(), date_functions(), encoding_functions(), higher_order_functions(),
        matching_functions(), number_functions(), number_picture_functions(), object_functions(),
        picture_functions(), string_functions()}) {
    for (const Builtin& builtin : functions) {
      library.emplace(builtin.name, Entry{&builtin, *Signature::parse(builtin.signature)});
    }
  }
  return library;
}

}  // namespace

Registered find_builtin(std::string_view name) {
  static const auto library = make_library();
  const auto found = library.find(name);
  if (found == library.end()) return {};
  return {found->second.builtin, &found->second.signature};
}

bool is_function(std::string_view name) {
  return find_builtin(name).builtin != nullptr;
}

}  // namespace spotdrill::jsonata
