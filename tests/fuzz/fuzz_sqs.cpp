// SQS: what clients send back as handles and policies is read or refused; and whatever is sent,
// received, held, deleted and waited for, a message is in one state, and a group in one hand.
#include <cstdint>
#include <cstdlib>
#include <set>
#include <string>
#include <string_view>

#include "services/sqs/message_attributes.hpp"
#include "services/sqs/message_order.hpp"
#include "services/sqs/move_tasks.hpp"
#include "services/sqs/receipts.hpp"
#include "services/sqs/settings.hpp"

namespace {

using namespace spotdrill;
using namespace spotdrill::sqs;

void read_texts(const std::string& text) {
  if (const auto receipt = read_receipt_handle("id", text)) {
    const auto again = read_receipt_handle("id", receipt_handle("id", *receipt));
    if (!again || again->position != receipt->position) std::abort();
  }
  if (const auto handle = read_task_handle(text)) {
    if (read_task_handle(task_handle(*handle))->source != handle->source) std::abort();
  }
  const auto redrive = read_redrive(text);
  if (redrive.has_value() && redrive->receives_max < 1) std::abort();
  (void)read_redrive_allow(text);
  (void)is_message_text(text);
}

/// Of the groups that have something in flight nothing more may be received.
void check_locks(const MessageOrder& order, const std::vector<Position>& received,
                 const std::set<std::string>& locked) {
  for (const Position position : received) {
    if (locked.contains(order.find(position)->group)) std::abort();
  }
}

std::set<std::string> locked_groups(const MessageOrder& order) {
  std::set<std::string> groups;
  for (const auto& [position, message] : order.all()) {
    if (order.in_flight(position)) groups.insert(message.group);
  }
  return groups;
}

void work(MessageOrder& order, bool fifo, std::string_view steps) {
  Instant now{1'000s};
  Position last = 0;
  for (const char step : steps) {
    const auto byte = static_cast<unsigned char>(step);
    const std::chrono::seconds time{byte >> 5U};
    const Position position = last == 0 ? 0 : 1 + byte % last;
    switch (byte % 6) {
      case 0:
        order.add(++last, {.sent = now, .until = now + time, .delayed = true, .group = {step}},
                  now);
        break;
      case 1: {
        const auto locked = locked_groups(order);
        const Taken taken = order.receive(now, 1 + byte % 10, now + time, 3);
        if (fifo) check_locks(order, taken.received, locked);
        break;
      }
      case 2:
        if (order.find(position) != nullptr) order.erase(position);
        break;
      case 3:
        if (order.in_flight(position)) order.hold(position, now + time, now);
        break;
      case 4:
        now += time;
        order.advance(now);
        break;
      default:
        (void)order.expire(now - 10s);
    }
    if (order.in_flight_count() + order.delayed_count() > order.all().size()) std::abort();
    if (order.ready() && order.visible_count() == 0) std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text{reinterpret_cast<const char*>(data), size};
  read_texts(text);
  for (const bool fifo : {false, true}) {
    MessageOrder order{fifo};
    work(order, fifo, text);
  }
  return 0;
}
