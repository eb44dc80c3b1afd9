// Whole: one table of what can be at fault.
import type { Advice } from './words'

/** Why a layer failed, in the words of both languages; those of a telephone line stand in `line-causes`. */
export const OWN_CAUSES = {
  notWritable: {
    ru: {
      what: 'В папку данных Otklik нельзя писать.',
      todo: 'Верните этому пользователю право записи в папку данных или переместите её на диск, доступный для записи.',
    },
    en: {
      what: 'Otklik’s data folder cannot be written to.',
      todo: 'Give this user the right to write to it, or move it to a disk that can be written to.',
    },
  },
  diskFull: {
    ru: { what: 'На диске с данными Otklik нет места.', todo: 'Освободите место: нужно не меньше 200 МБ.' },
    en: { what: 'The disk with Otklik’s data is full.', todo: 'Free some space: at least 200 MB are needed.' },
  },
  diskFailed: {
    ru: { what: 'Диск с данными Otklik отвечает ошибкой.', todo: 'Проверьте диск; код ошибки указан рядом.' },
    en: { what: 'The disk with Otklik’s data answers with an error.', todo: 'Check the disk; the code stands beside.' },
  },
  policyUnreadable: {
    ru: {
      what: 'Настройки организации не читаются.',
      todo: 'Проверьте файл или раздел реестра: права на чтение и запись в виде JSON.',
    },
    en: {
      what: 'The company’s settings cannot be read.',
      todo: 'Check the file or the registry: it must be readable, and a file must be JSON.',
    },
  },
  policyInOtherHands: {
    ru: {
      what: 'Файл настроек организации может изменить не только администратор, поэтому он не действует.',
      todo: 'Отдайте указанный рядом файл или папку root и запретите запись остальным: chown root:root, chmod go-w.',
    },
    en: {
      what: 'Others than the administrator may write to the company’s settings, so they do not hold.',
      todo: 'Give the file or folder named beside to root and take the right to write from everybody else: chown root:root, chmod go-w.',
    },
  },
  policyValues: {
    ru: {
      what: 'Часть настроек организации не понята и не действует.',
      todo: 'Сверьте ключи и значения с docs/it/policy.md; подробности в «Настройки», «Организация».',
    },
    en: {
      what: 'A part of the company’s settings is not understood and does not hold.',
      todo: 'Compare keys and values with docs/it/policy.md; Settings, “Organisation” has the details.',
    },
  },
  noNetwork: {
    ru: { what: 'Компьютер не подключён к сети.', todo: 'Подключите кабель или Wi-Fi.' },
    en: { what: 'This computer is not connected to a network.', todo: 'Connect a cable or Wi-Fi.' },
  },
  nameUnknown: {
    ru: {
      what: 'Имя сервера команды не найдено в DNS.',
      todo: 'Проверьте адрес сервера; если он верен, проверьте запись DNS и VPN.',
    },
    en: {
      what: 'DNS does not know the name of the team’s server.',
      todo: 'Check the server’s address; if it is right, check its DNS record and the VPN.',
    },
  },
  noDns: {
    ru: { what: 'Сервер DNS не отвечает.', todo: 'Проверьте настройки DNS, интернет и VPN.' },
    en: { what: 'The DNS server does not answer.', todo: 'Check the DNS settings, the internet and the VPN.' },
  },
  refused: {
    ru: {
      what: 'Компьютер по адресу сервера не принимает соединение на этом порту.',
      todo: 'Проверьте порт; если он верен, запустите сервер команды.',
    },
    en: {
      what: 'The computer at the server’s address takes no connection on this port.',
      todo: 'Check the port; if it is right, start the team’s server.',
    },
  },
  silent: {
    ru: {
      what: 'По адресу сервера никто не отвечает.',
      todo: 'Проверьте адрес и VPN; скорее всего, соединение закрывает сетевой экран.',
    },
    en: {
      what: 'Nobody answers at the server’s address.',
      todo: 'Check the address and the VPN; most likely a firewall drops the connection.',
    },
  },
  noRoute: {
    ru: { what: 'К адресу сервера нет пути.', todo: 'Проверьте подключение к сети и VPN.' },
    en: { what: 'There is no way to the server’s address.', todo: 'Check the network connection and the VPN.' },
  },
  unreachableThroughProxy: {
    ru: {
      what: 'Прокси не смог соединиться с сервером команды.',
      todo: 'Проверьте адрес сервера и разрешён ли он на прокси.',
    },
    en: {
      what: 'The proxy could not connect to the team’s server.',
      todo: 'Check the server’s address and whether the proxy allows it.',
    },
  },
  proxyAway: {
    ru: {
      what: 'Прокси, заданный в системе, не отвечает.',
      todo: 'Проверьте настройки прокси в системе и его работу.',
    },
    en: {
      what: 'The proxy that the system names does not answer.',
      todo: 'Check the system’s proxy settings, and the proxy.',
    },
  },
  proxyNameUnknown: {
    ru: { what: 'Имя прокси не найдено в DNS.', todo: 'Проверьте настройки прокси в системе и VPN.' },
    en: { what: 'DNS does not know the proxy’s name.', todo: 'Check the system’s proxy settings and the VPN.' },
  },
  proxyWantsLogin: {
    ru: {
      what: 'Прокси требует вход.',
      todo: 'Разрешите на прокси адрес сервера команды без входа или включите вход учётной записью системы.',
    },
    en: {
      what: 'The proxy asks for a login.',
      todo: 'Allow the team’s server without a login at the proxy, or let it take the system’s account.',
    },
  },
  proxyForbids: {
    ru: { what: 'Прокси не пускает к серверу команды.', todo: 'Разрешите на прокси адрес и порт сервера команды.' },
    en: {
      what: 'The proxy does not let through to the team’s server.',
      todo: 'Allow the server’s address and port there.',
    },
  },
  proxyFailed: {
    ru: {
      what: 'Прокси ответил ошибкой.',
      todo: 'Проверьте, что по этому адресу работает прокси; код ответа указан рядом.',
    },
    en: {
      what: 'The proxy answered with an error.',
      todo: 'Check that a proxy works at this address; its status stands beside.',
    },
  },
  clockOff: {
    ru: {
      what: 'Часы этого компьютера расходятся с часами сервера.',
      todo: 'Включите установку времени из сети; если часы компьютера верны, проверьте часы сервера.',
    },
    en: {
      what: 'This computer’s clock differs from the server’s.',
      todo: 'Switch on setting the time from the network; if this clock is right, check the server’s.',
    },
  },
  notTls: {
    ru: {
      what: 'Сервер не начал шифрованное соединение.',
      todo: 'Проверьте адрес и порт: этот порт занят другой службой, или TLS обрывает сетевой экран.',
    },
    en: {
      what: 'The server did not begin an encrypted connection.',
      todo: 'Check address and port: another service uses it, or a firewall breaks TLS.',
    },
  },
  certificateExpired: {
    ru: { what: 'Срок сертификата сервера истёк.', todo: 'Обновите сертификат на сервере команды.' },
    en: { what: 'The server’s certificate has expired.', todo: 'Renew the certificate of the team’s server.' },
  },
  certificateNotYetValid: {
    ru: { what: 'Сертификат сервера ещё не действует.', todo: 'Проверьте, какой сертификат установлен на сервере.' },
    en: { what: 'The server’s certificate is not valid yet.', todo: 'Check which certificate the server has.' },
  },
  certificateOtherName: {
    ru: {
      what: 'Сертификат сервера выписан на другое имя.',
      todo: 'Введите адрес с именем из сертификата или выпустите сертификат на этот адрес; если имя чужое, вход в сеть может быть через страницу.',
    },
    en: {
      what: 'The server’s certificate is issued for another name.',
      todo: 'Use the address with the certificate’s name, or get one for this address; a foreign name may be a sign-in page of the network.',
    },
  },
  certificateSelfSigned: {
    ru: {
      what: 'Сервер подписал сертификат сам себе.',
      todo: 'Установите на сервер сертификат центра, которому доверяют компьютеры, или добавьте этот в доверенные.',
    },
    en: {
      what: 'The server’s certificate is signed by itself.',
      todo: 'Give the server a certificate of an authority that the computers trust, or trust this one in the system.',
    },
  },
  certificateUnknownAuthority: {
    ru: {
      what: 'Сертификат выдан центром, которому этот компьютер не доверяет.',
      todo: 'Если это центр организации или антивирус, проверяющий трафик, установите его корневой сертификат в систему; иначе обратитесь к тем, кто отвечает за безопасность.',
    },
    en: {
      what: 'The certificate comes from an authority that this computer does not trust.',
      todo: 'If it is the company’s, or a scanner of traffic, install its root certificate in the system; else tell those who care for security.',
    },
  },
  certificateRefused: {
    ru: {
      what: 'Сертификату сервера нельзя доверять.',
      todo: 'Проверьте сертификат сервера; код ошибки указан рядом.',
    },
    en: {
      what: 'The server’s certificate cannot be trusted.',
      todo: 'Check the server’s certificate; the code stands beside.',
    },
  },
  hubAway: {
    ru: {
      what: 'Перед сервером команды отвечает прокси, а сам сервер не отвечает.',
      todo: 'Запустите сервер команды и проверьте, куда на него направляет обратный прокси.',
    },
    en: {
      what: 'A proxy before the team’s server answers, the server itself does not.',
      todo: 'Start the team’s server, and check where the reverse proxy leads.',
    },
  },
  hubSilent: {
    ru: { what: 'Сервер принял соединение, но не отвечает.', todo: 'Проверьте нагрузку и журнал сервера команды.' },
    en: {
      what: 'The server took the connection and does not answer.',
      todo: 'Check the load and the log of the team’s server.',
    },
  },
  notHub: {
    ru: {
      what: 'По этому адресу отвечает не сервер Otklik.',
      todo: 'Проверьте адрес; если он верен, проверьте обратный прокси перед сервером.',
    },
    en: {
      what: 'What answers at this address is no server of Otklik.',
      todo: 'Check the address; if it is right, check the reverse proxy before the server.',
    },
  },
  pageInstead: {
    ru: {
      what: 'Вместо сервера команды отвечает веб-страница.',
      todo: 'Если сеть требует вход через страницу, откройте браузер и войдите; иначе проверьте адрес.',
    },
    en: {
      what: 'A web page answers instead of the team’s server.',
      todo: 'If this network has a sign-in page, open a browser and sign in; else check the address.',
    },
  },
  deskTooOld: {
    ru: { what: 'Otklik на этом компьютере старше, чем нужно серверу.', todo: 'Установите новую версию Otklik.' },
    en: {
      what: 'Otklik on this computer is older than the server works with.',
      todo: 'Install the new version of Otklik.',
    },
  },
  hubTooOld: {
    ru: { what: 'Сервер команды старше, чем Otklik на этом компьютере.', todo: 'Обновите сервер команды.' },
    en: {
      what: 'The team’s server is older than Otklik on this computer.',
      todo: 'Bring the team’s server up to date.',
    },
  },
  noAnswer: {
    ru: {
      what: 'Запрос к серверу не удался, хотя путь до него открыт.',
      todo: 'Проверьте антивирус и сетевой экран на этом компьютере; код ошибки указан рядом.',
    },
    en: {
      what: 'A request to the server failed although the way is open.',
      todo: 'Check the antivirus and the firewall of this computer; the code stands beside.',
    },
  },
  ownHubStopped: {
    ru: {
      what: 'Сервер этого компьютера не работает.',
      todo: 'Перезапустите Otklik; если повторится, сохраните отчёт и передайте его администратору.',
    },
    en: {
      what: 'The hub of this computer does not run.',
      todo: 'Start Otklik again; if it repeats, save the report for your administrator.',
    },
  },
  webSocketRefused: {
    ru: {
      what: 'Сервер отвечает, но WebSocket до него не доходит.',
      todo: 'Разрешите Upgrade: websocket на прокси перед сервером (docs/it/team-hub.md) и в сети.',
    },
    en: {
      what: 'The server answers, but a WebSocket does not reach it.',
      todo: 'Let Upgrade: websocket through at the proxy before the server (docs/it/team-hub.md) and in the network.',
    },
  },
  noMicrophone: {
    ru: { what: 'Микрофона нет.', todo: 'Подключите микрофон или гарнитуру.' },
    en: { what: 'There is no microphone.', todo: 'Connect a microphone or a headset.' },
  },
  microphoneRefused: {
    ru: {
      what: 'Система не даёт Otklik микрофон.',
      todo: 'Разрешите Otklik доступ к микрофону в настройках системы (конфиденциальность).',
    },
    en: {
      what: 'The system does not give Otklik the microphone.',
      todo: 'Allow it in the privacy settings of the system.',
    },
  },
  microphoneFailed: {
    ru: {
      what: 'Микрофон не открывается.',
      todo: 'Закройте программы, которые им пользуются, или выберите другой в «Настройки», «Звук».',
    },
    en: {
      what: 'The microphone cannot be opened.',
      todo: 'Close other programs that use it, or choose another one in Settings, “Sound”.',
    },
  },
  microphoneSilent: {
    ru: {
      what: 'Микрофон открыт, но звука из него нет.',
      todo: 'Включите звук кнопкой на микрофоне или гарнитуре, проверьте уровень в системе.',
    },
    en: {
      what: 'The microphone is open and gives no sound at all.',
      todo: 'Unmute it by its own button, and check its level in the system.',
    },
  },
  noOutput: {
    ru: { what: 'Воспроизводить звук не на чем.', todo: 'Подключите наушники или колонки.' },
    en: { what: 'There is nothing to play sound on.', todo: 'Connect headphones or speakers.' },
  },
  outputFailed: {
    ru: { what: 'Звук не воспроизводится.', todo: 'Выберите другое устройство в «Настройки», «Звук».' },
    en: { what: 'Sound cannot be played.', todo: 'Choose another device in Settings, “Sound”.' },
  },
  noCandidates: {
    ru: {
      what: 'Для звука разговора не нашлось сетевого адреса.',
      todo: 'Проверьте сеть, VPN и запреты на UDP на этом компьютере.',
    },
    en: {
      what: 'No network address was found for the sound of a call.',
      todo: 'Check the network, the VPN and what forbids UDP on this computer.',
    },
  },
  soundFailed: {
    ru: {
      what: 'Звук разговора не начинается.',
      todo: 'Перезапустите Otklik; если повторится, сохраните отчёт и передайте его администратору.',
    },
    en: {
      what: 'The sound of a call cannot begin.',
      todo: 'Start Otklik again; if it repeats, save the report for your administrator.',
    },
  },
  headsetRefused: {
    ru: {
      what: 'Кнопки гарнитуры не открываются, работает только её звук.',
      todo: 'Закройте программу производителя гарнитуры; на Linux проверьте правило udev (docs/it/headsets.md).',
    },
    en: {
      what: 'The headset’s keys cannot be opened, only its sound works.',
      todo: 'Close its vendor’s program; on Linux check the udev rule (docs/it/headsets.md).',
    },
  },
  deskPhoneFailed: {
    ru: {
      what: 'Настольный телефон не отвечает Otklik как должен.',
      todo: 'Откройте «Настройки», «Настольный телефон»: там сказано, что поправить.',
    },
    en: {
      what: 'The desk phone does not answer Otklik as it should.',
      todo: 'Settings, “Desk phone” says what to mend.',
    },
  },
  updatesUnreachable: {
    ru: {
      what: 'Источник обновлений не отвечает.',
      todo: 'Проверьте адрес updates.url, сеть и VPN; подробности указаны рядом.',
    },
    en: {
      what: 'The source of updates does not answer.',
      todo: 'Check the address updates.url, the network and the VPN; the details stand beside.',
    },
  },
  updatesCertificate: {
    ru: {
      what: 'Сертификат источника обновлений не подошёл.',
      todo: 'Поставьте на сервере действующий сертификат, которому доверяет этот компьютер.',
    },
    en: {
      what: 'The certificate of the source of updates is not accepted.',
      todo: 'Give the server a valid certificate that this computer trusts.',
    },
  },
  updatesProxyLogin: {
    ru: {
      what: 'Прокси не пускает к источнику обновлений без входа.',
      todo: 'Разрешите на прокси адрес updates.url без входа или войдите на прокси в окне Otklik.',
    },
    en: {
      what: 'The proxy does not let through to the source of updates without a login.',
      todo: 'Allow the address updates.url without a login at the proxy, or log in at the proxy in Otklik’s window.',
    },
  },
  updatesNoRelease: {
    ru: {
      what: 'В источнике обновлений нет выпуска этого канала, или он не читается.',
      todo: 'Проверьте updates.channel и папку выпусков; опубликуйте выпуск снова (docs/it/updates.md).',
    },
    en: {
      what: 'The source of updates has no release of this channel, or it cannot be read.',
      todo: 'Check updates.channel and the folder of releases; publish the release again (docs/it/updates.md).',
    },
  },
  updatesStale: {
    ru: {
      what: 'Выпуск в источнике обновлений просрочен.',
      todo: 'Подтвердите его: publish-update renew (docs/it/updates.md). Если подтверждали, источник подменили старой копией.',
    },
    en: {
      what: 'The release at the source of updates is past its term.',
      todo: 'Renew it: publish-update renew (docs/it/updates.md). If you have, an old copy stands in its place.',
    },
  },
  updatesSignature: {
    ru: {
      what: 'Выпуск в источнике обновлений подписан не тем ключом или изменён.',
      todo: 'Сверьте updates.publicKey с ключом, которым подписываете; если он верен, выпуск подменили.',
    },
    en: {
      what: 'The release at the source of updates is signed by another key, or was changed.',
      todo: 'Compare updates.publicKey with the key that you sign with; if it is right, the release was tampered with.',
    },
  },
  updatesNoKey: {
    ru: {
      what: 'Источник обновлений задан без ключа, поэтому ничего не ставится.',
      todo: 'Задайте updates.publicKey (docs/it/updates.md).',
    },
    en: {
      what: 'A source of updates is set without a key, so nothing is installed.',
      todo: 'Set updates.publicKey (docs/it/updates.md).',
    },
  },
} as const satisfies Readonly<Record<string, Advice>>

export type OwnCause = keyof typeof OWN_CAUSES
