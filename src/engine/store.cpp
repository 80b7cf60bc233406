#include "engine/store.hpp"

#include <algorithm>

namespace spotdrill {

void Store::commit() {
  if (!changed_) return;
  for (StoreParticipant* participant : participants_) participant->flush();
  write();
  changed_ = false;
}

void Store::clear() {
  for (StoreParticipant* participant : participants_) participant->clear();
  erase_all();
  changed_ = false;
}

void Store::join(StoreParticipant& participant) {
  participants_.push_back(&participant);
}

void Store::leave(StoreParticipant& participant) {
  std::erase(participants_, &participant);
}

}  // namespace spotdrill
