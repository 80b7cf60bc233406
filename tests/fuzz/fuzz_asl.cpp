// State machine definitions: what is read can be walked; what is not says why.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "asl/definition.hpp"

namespace {

using namespace spotdrill::asl;

void check(const Parsed& parsed) {
  bool refused = false;
  for (const Diagnostic& diagnostic : parsed.diagnostics) {
    if (diagnostic.code.empty() || diagnostic.message.empty()) std::abort();
    refused = refused || diagnostic.severity == Diagnostic::Severity::Error;
  }
  if (parsed.valid() == refused) std::abort();
  if (!parsed.valid()) return;
  for (const auto& [name, state] : parsed.machine->states) {
    if (state.name != name || state.type().empty()) std::abort();
  }
  variable_references(*parsed.machine);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  const Parsed whole = parse_definition(text);
  check(whole);
  // A definition leads only to states that are there.
  if (whole.valid() && !whole.machine->states.contains(whole.machine->start_at)) std::abort();
  check(parse_definition(text, MachineType::Express));
  check(parse_state(text));
  return 0;
}
