// The names of what time is spent on (ledger.hpp).
#include "drill/work/ledger.hpp"

namespace spotdrill::drill {

std::string_view name(Spent spent) {
  switch (spent) {
    case Spent::Productive:
      return "productive";
    case Spent::Lost:
      return "lost";
    case Spent::Saving:
      return "saving";
    case Spent::Restoring:
      return "restoring";
    case Spent::StartingUp:
      return "starting up";
    case Spent::IdleAfterSave:
      return "idle after saving";
    case Spent::WaitingForCapacity:
      return "waiting for an instance";
    case Spent::WaitingForTime:
      return "waiting for time";
    case Spent::Unknown:
      break;
  }
  return "unknown";
}

std::string_view badput_type(Spent spent) {
  switch (spent) {
    case Spent::Lost:
      return "WASTED_PROGRESS_FROM_DISRUPTION";
    case Spent::Saving:
      return "UNPRODUCTIVE_CHECKPOINT_SAVE_TIME";
    case Spent::Restoring:
      return "UNPRODUCTIVE_CHECKPOINT_RESTORE_TIME";
    case Spent::StartingUp:
      return "PROGRAM_STARTUP";
    case Spent::WaitingForCapacity:
      return "INFRASTRUCTURE_RECOVERY_FROM_DISRUPTION";
    case Spent::Unknown:
      return "OTHER";
    case Spent::Productive:
    case Spent::IdleAfterSave:
    case Spent::WaitingForTime:
      break;
  }
  return "";
}

}  // namespace spotdrill::drill
