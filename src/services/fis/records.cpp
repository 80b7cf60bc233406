#include "services/fis/records.hpp"

#include <array>

namespace spotdrill::fis {

std::string_view to_string(Status status) {
  constexpr std::array<std::string_view, 9> names{"pending",   "initiating", "running",
                                                  "completed", "stopping",   "stopped",
                                                  "failed",    "cancelled",  "skipped"};
  return names.at(static_cast<std::size_t>(status));
}

bool is_final(Status status) {
  switch (status) {
    case Status::Completed:
    case Status::Stopped:
    case Status::Failed:
    case Status::Cancelled:
    case Status::Skipped:
      return true;
    case Status::Pending:
    case Status::Initiating:
    case Status::Running:
    case Status::Stopping:
      return false;
  }
  return false;
}

}  // namespace spotdrill::fis
