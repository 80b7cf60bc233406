#include "engine/store.hpp"

#include <algorithm>

namespace spotdrill {

bool Store::commit() {
  if (!changed_) return true;
  for (StoreParticipant* participant : participants_) participant->flush();
  if (!write()) return false;
  changed_ = false;
  return true;
}

void Store::clear() {
  for (StoreParticipant* participant : participants_) participant->clear();
  erase_all();
  changed_ = true;
}

void Store::join(StoreParticipant& participant) {
  participants_.push_back(&participant);
}

void Store::leave(StoreParticipant& participant) {
  std::erase(participants_, &participant);
}

}  // namespace spotdrill
