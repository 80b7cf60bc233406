// From the assignments of a unit's files to the unit.
#include <algorithm>

#include "init/units/format/keys.hpp"

namespace spotdrill::init::units {
namespace {

// They confine, account, describe or tune; a job that is right does the same without them.
constexpr std::string_view harmless_keys[] = {
    "Documentation",
    "DefaultDependencies",
    "SourcePath",
    "StopWhenUnneeded",
    "RefuseManualStart",
    "RefuseManualStop",
    "AllowIsolate",
    "IgnoreOnIsolate",
    "CollectMode",
    "RequiresMountsFor",
    "WantsMountsFor",
    "PropagatesReloadTo",
    "ReloadPropagatedFrom",
    "JobTimeoutSec",
    "JobRunningTimeoutSec",
    "JobTimeoutAction",
    "StartLimitAction",
    "SurviveFinalKillSignal",
    "FailureActionExitStatus",
    "BusName",
    "GuessMainPID",
    "TimeoutStartFailureMode",
    "TimeoutAbortSec",
    "NonBlocking",
    "RestartSteps",
    "RestartMaxDelaySec",
    "RestartMode",
    "FileDescriptorStoreMax",
    "OOMPolicy",
    "Slice",
    "Delegate",
    "SyslogFacility",
    "SyslogLevel",
    "SyslogLevelPrefix",
    "TTYPath",
    "TTYReset",
    "TTYVHangup",
    "TTYVTDisallocate",
    "LogLevelMax",
    "LogRateLimitIntervalSec",
    "LogRateLimitBurst",
    "LogExtraFields",
    "LogNamespace",
    "NoNewPrivileges",
    "LockPersonality",
    "MemoryDenyWriteExecute",
    "KeyringMode",
    "PrivateTmp",
    "PrivateDevices",
    "PrivateUsers",
    "PrivateIPC",
    "PrivateMounts",
    "MountFlags",
    "CapabilityBoundingSet",
    "AmbientCapabilities",
    "SecureBits",
    "SELinuxContext",
    "AppArmorProfile",
    "SmackProcessLabel",
    "RemoveIPC",
    "DevicePolicy",
    "DeviceAllow",
    "IPAddressAllow",
    "IPAddressDeny",
    "CPUWeight",
    "StartupCPUWeight",
    "CPUShares",
    "IOWeight",
    "BlockIOWeight",
    "IOSchedulingClass",
    "IOSchedulingPriority",
    "CPUSchedulingPolicy",
    "CPUSchedulingPriority",
    "CPUSchedulingResetOnFork",
    "CPUAffinity",
    "NUMAPolicy",
    "NUMAMask",
    "CoredumpFilter",
    "TimerSlackNSec",
    "Personality",
    "UtmpIdentifier",
    "UtmpMode",
    "AccuracySec",
    "RandomizedDelaySec",
    "FixedRandomDelay",
    "RemainAfterElapse",
    "WakeSystem",
    "OnClockChange",
    "OnTimezoneChange",
    "RuntimeDirectoryPreserve",
    "CacheDirectoryMode",
    "LogsDirectoryMode",
    "ConfigurationDirectoryMode",
    "ReloadSignal",
    "RuntimeRandomizedExtraSec",
    "UnsetEnvironment",
    "ManagedOOMSwap",
    "ManagedOOMMemoryPressure",
    "TasksMax",
    "MemorySwapMax",
    "MemoryLow",
    "MemoryMin",
    "LimitRSS",
    "LimitSIGPENDING",
    "LimitMSGQUEUE",
    "LimitRTPRIO",
    "LimitRTTIME",
    "LimitNICE",
    "LimitLOCKS",
    "ExitType",
    "DebugInvocation",
    "PropagatesStopTo",
    "StopPropagatedFrom",
    "PollLimitIntervalSec",
    "PollLimitBurst",
    "KeepAlive",
    "KeepAliveTimeSec",
    "KeepAliveIntervalSec",
    "KeepAliveProbes",
    "NoDelay",
    "DeferAcceptSec",
    "Priority",
    "ReceiveBuffer",
    "SendBuffer",
    "IPTOS",
    "IPTTL",
    "ReusePort",
    "TCPCongestion",
    "FlushPending",
    "MaxConnectionsPerSource",
};

// Whole families of those.
constexpr std::string_view harmless_starts[] = {
    "Protect",   "Restrict",    "SystemCall", "ReadWrite", "ReadOnly",         "Inaccessible",
    "ExecPaths", "NoExecPaths", "X-",         "Startup",   "SystemCallFilter", "ImportCredential"};
constexpr std::string_view harmless_ends[] = {"Accounting"};

constexpr std::string_view no_settings[] = {"", "no", "false", "off", "0", "infinity", "none"};

// They change what the job finds, or when and how it ends.
constexpr std::string_view mattering_keys[] = {"DynamicUser",
                                               "RootDirectory",
                                               "RootImage",
                                               "RootHash",
                                               "MountImages",
                                               "ExtensionImages",
                                               "ExtensionDirectories",
                                               "BindPaths",
                                               "BindReadOnlyPaths",
                                               "TemporaryFileSystem",
                                               "PrivateNetwork",
                                               "NetworkNamespacePath",
                                               "PAMName",
                                               "LoadCredential",
                                               "LoadCredentialEncrypted",
                                               "SetCredential",
                                               "SetCredentialEncrypted",
                                               "MemoryHigh",
                                               "CPUQuota",
                                               "LimitCPU",
                                               "AllowedCPUs",
                                               "FailureAction",
                                               "SuccessAction",
                                               "RebootArgument",
                                               "JoinsNamespaceOf",
                                               "OpenFile",
                                               "ListenFIFO",
                                               "ListenSpecial",
                                               "ListenNetlink",
                                               "ListenMessageQueue",
                                               "ListenUSBFunction",
                                               "SocketProtocol",
                                               "BindIPv6Only",
                                               "BindToDevice",
                                               "FreeBind",
                                               "Transparent",
                                               "Broadcast",
                                               "PassCredentials",
                                               "PassPacketInfo",
                                               "Symlinks",
                                               "StandardInputData"};

template <class List>
bool lists(const List& list, std::string_view word) {
  return std::find(std::begin(list), std::end(list), word) != std::end(list);
}

const Key* find_key(std::string_view section, std::string_view name) {
  for (const auto find : {find_unit_key, find_service_key, find_trigger_key, find_exec_key}) {
    if (const Key* found = find(section, name); found != nullptr) return found;
  }
  return nullptr;
}

void note_once(std::vector<std::string>& list, std::string text) {
  if (list.size() < problems_max && !lists(list, text)) list.push_back(std::move(text));
}

void not_obeyed(const Assignment& line, Unit& unit) {
  if (line.key.starts_with("X-") || line.section.starts_with("X-")) return;
  switch (unobeyed(line.section, line.key, line.value)) {
    case Unobeyed::Harmless:
      return note_once(unit.ignored, line.key);
    case Unobeyed::Matters:
      return note_once(unit.unmet, line.key + "=" + line.value.substr(0, 60));
    case Unobeyed::Unknown:
      return note_once(unit.problems, "line " + std::to_string(line.line) + ": Unknown key '" +
                                          line.key + "' in section [" + line.section +
                                          "], ignoring.");
  }
}

void add_own_specifiers(const Unit& unit, Specifiers& known) {
  known['n'] = unit.name;
  known['N'] = unit.name.substr(0, unit.name.rfind('.'));
  known['p'] = unit.prefix;
  known['P'] = unescape_name(unit.prefix);
  known['i'] = unit.instance;
  known['I'] = unescape_name(unit.instance);
  known['f'] = "/" + unescape_name(unit.instance.empty() ? unit.prefix : unit.instance);
  const std::string last = unit.prefix.substr(unit.prefix.rfind('-') + 1);
  known['j'] = last;
  known['J'] = unescape_name(last);
}

// "Defaults to a service that has the same name as the … unit, except for the suffix", and is to
// be active before what it starts.
void complete_trigger(Unit& unit) {
  const std::string stem = unit.name.substr(0, unit.name.rfind('.'));
  if (unit.kind == "timer" && unit.timer.unit.empty()) unit.timer.unit = stem + ".service";
  if (unit.kind == "path") {
    if (unit.path.unit.empty()) unit.path.unit = stem + ".service";
    unit.before.push_back(unit.path.unit);
  }
  if (unit.kind != "socket") return;
  Socket& socket = unit.socket;
  if (socket.descriptor_name.empty()) socket.descriptor_name = unit.name;
  // "When Accept=true … one … instance of the template".
  if (socket.service.empty()) socket.service = stem + (socket.accept ? "@.service" : ".service");
  if (!socket.accept) unit.before.push_back(socket.service);
}

}  // namespace

Unobeyed unobeyed(std::string_view section, std::string_view name, std::string_view value) {
  if (section == "Socket" && name.starts_with("Exec")) return Unobeyed::Matters;
  if (lists(mattering_keys, name)) {
    return lists(no_settings, value) ? Unobeyed::Harmless : Unobeyed::Matters;
  }
  // A condition or an assertion decides whether anything runs at all.
  if (name.starts_with("Condition") || name.starts_with("Assert")) return Unobeyed::Matters;
  if (lists(harmless_keys, name)) return Unobeyed::Harmless;
  for (const std::string_view start : harmless_starts) {
    if (name.starts_with(start)) return Unobeyed::Harmless;
  }
  for (const std::string_view end : harmless_ends) {
    if (name.ends_with(end)) return Unobeyed::Harmless;
  }
  return Unobeyed::Unknown;
}

void apply(const std::vector<Assignment>& assignments, Specifiers known, Unit& unit) {
  add_own_specifiers(unit, known);
  for (const Assignment& line : assignments) {
    if (line.section == "Install") unit.has_install = true;
    const Key* key = find_key(line.section, line.key);
    if (key == nullptr) {
      not_obeyed(line, unit);
      continue;
    }
    if (!key->read({unit, known, line.key, line.value})) {
      note_once(unit.problems, "line " + std::to_string(line.line) + ": Failed to parse " +
                                   line.key + "= value, ignoring: " + line.value.substr(0, 60));
    }
  }
  // "Type=oneshot … the start timeout is disabled by default".
  if (unit.service.type == ServiceType::Oneshot && !unit.service.start_timeout_set) {
    unit.service.start_timeout_us = infinite_us;
  }
  complete_trigger(unit);
}

}  // namespace spotdrill::init::units
